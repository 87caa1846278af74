import DarumaAWS
import DarumaCore
import Foundation

/// Prints what Daruma makes of calls and answers, so that test_calls.py can hold it against botocore. Reads one JSON
/// question a line and writes one JSON answer a line. No part of the product.
@main
enum CallPrinter {
  struct Question: Decodable {
    var ask: String
    /// As in `AWS_ENDPOINT_URL_<this>`.
    var service: String?
    var operation: String?
    var region: String?
    var input: Document?
    var line: String?
    var headers: [String: String]?
    var payload: String?
    var root: String?
    var member: String?
    var url: String?
    var fips: Bool?
    var dualStack: Bool?
    var response: String?
  }

  static func main() throws {
    let services = Dictionary(uniqueKeysWithValues: AWSService.known.map { ($0.environmentName, $0) })
    while let line = readLine() {
      let question = try JSONDecoder().decode(Question.self, from: Data(line.utf8))
      let answer: Document
      do {
        answer = try self.answer(question, question.service.flatMap { services[$0] })
      } catch {
        answer = ["error": .text("\(error)")]
      }
      let bytes = try JSONEncoder().encode(answer)
      FileHandle.standardOutput.write(bytes + Data("\n".utf8))
    }
  }

  struct UnknownService: Error {}

  static func answer(_ question: Question, _ service: AWSService?) throws -> Document {
    if question.ask == "services" { return .list(AWSService.known.map(description)) }
    guard let service else { throw UnknownService() }
    switch question.ask {
    case "message":
      let message = try call(question, service).message()
      let endpoint = try endpoint(question, service)
      return [
        "method": .text(message.method), "url": .text(endpoint.url(of: message)),
        "headers": .list(message.headers.map { .list([.text($0.name), .text($0.value)]) }),
        "body": .text(String(decoding: message.body, as: UTF8.self)),
      ]
    case "answer":
      let response = HTTPResponse(status: 200, body: Array((question.response ?? "").utf8))
      return ["document": try call(question, service).answer(from: response)]
    case "endpoint":
      let endpoint = try endpoint(question, service)
      return ["url": .text(endpoint.base.text), "signingRegion": .text(endpoint.signingRegion.rawValue)]
    default: throw UnknownService()
    }
  }

  static func call(_ question: Question, _ service: AWSService) throws -> AWSCall {
    let binding = try question.line.map { line in
      RESTBinding(
        try RESTLine(line), headers: question.headers ?? [:], payload: question.payload, root: question.root)
    }
    return AWSCall(
      service, question.operation ?? "", .reads, question.input ?? [:], rest: binding,
      answer: AnswerForm(member: question.member, root: question.root))
  }

  static func endpoint(_ question: Question, _ service: AWSService) throws -> Endpoint {
    let settings = EndpointSettings(
      url: question.url, usesFIPS: question.fips ?? false, usesDualStack: question.dualStack ?? false)
    return try EndpointResolver(settings).endpoint(of: service, in: Region(question.region ?? "us-west-2"))
  }

  static func description(_ service: AWSService) -> Document {
    let (name, version, prefix): (String, String, String) =
      switch service.wireProtocol {
      case .query: ("query", "", "")
      case .ec2: ("ec2", "", "")
      case .restXML: ("rest-xml", "", "")
      case .restJSON: ("rest-json", "", "")
      case .json(let version, let prefix): ("json", version, prefix)
      }
    return [
      "environmentName": .text(service.environmentName), "endpointPrefix": .text(service.endpointPrefix),
      "signingName": .text(service.signingName), "version": .text(service.version), "protocol": .text(name),
      "jsonVersion": .text(version), "targetPrefix": .text(prefix),
      "xmlNamespace": service.xmlNamespace.map { .text($0) } ?? .null,
    ]
  }
}
