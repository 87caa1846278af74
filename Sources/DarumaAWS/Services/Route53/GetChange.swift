package import DarumaCore

/// Asks how far a change has come. Refused with `route53.NoSuchChange` where the id is unknown.
package struct GetChange: RestXMLOperation {
  package static let service = AWSService.route53
  package static let name = "GetChange"
  package static let repetition = Repetition.reads

  package typealias Answer = ChangeInfo

  package var id: String

  package init(id: String) { self.id = id }

  package var method: String { "GET" }
  package var path: String { Route53Form.path("change", Route53Form.bareID(id)) }

  package static func answer(in root: XMLTree) throws(WireFormatError) -> ChangeInfo {
    try ChangeInfo(try root.required("ChangeInfo"))
  }

  package func check(_ answer: ChangeInfo, in region: Region) throws(WireFormatError) {
    try AnswerSubject.check("change", answer.id, is: Route53Form.bareID(id))
  }
}
