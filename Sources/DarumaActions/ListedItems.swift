internal import DarumaAWS
internal import DarumaCore

/// How a service says where the next page of a list begins: what it is asked, and what it answers.
struct PageMarks {
  var asked: String
  var answered: String

  static let nextToken = PageMarks(asked: "NextToken", answered: "NextToken")
  static let marker = PageMarks(asked: "Marker", answered: "NextMarker")
}

extension ActionPlace {
  /// More pages than any list has that an action reads.
  private static let mostPages = 100

  /// The items of all pages of a list.
  ///
  /// - Throws: ``CloudFault`` with the code `SERVICE.UnreadableAnswer` where a page has no list, or the list no end.
  func items(
    _ member: String, of call: AWSCall, _ marks: PageMarks = .nextToken
  ) async throws(CloudFault) -> [Document] {
    var found: [Document] = []
    for page in try await pages(of: call, marks) {
      guard let items = page.list(member) else { throw .unreadable(call.service, "gives no list of \(member)") }
      found += items
    }
    return found
  }

  /// The answers of all pages, the first one first; at least one.
  func pages(of call: AWSCall, _ marks: PageMarks = .nextToken) async throws(CloudFault) -> [Document] {
    guard case .object(var input) = call.input else { preconditionFailure("\(call) has an object for its input") }
    var pages: [Document] = []
    for _ in 1...Self.mostPages {
      var page = call
      page.input = .object(input)
      let answer = try await tools.client.send(page, in: region)
      pages.append(answer)
      guard let next = answer[marks.answered]?.text, !next.isEmpty else { return pages }
      guard input.updateValue(.text(next), forKey: marks.asked) != .text(next) else {
        throw .unreadable(call.service, "gives the same page of \(call.operation) again")
      }
    }
    throw .unreadable(call.service, "gives more than \(Self.mostPages) pages of \(call.operation)")
  }
}
