import DarumaAWS
import Foundation

/// A request, taken apart as a server does it.
struct Asked {
  var request: HTTPRequest
  var host: String
  /// The operation's name; `GET host` where there is none.
  var operation: String
  /// The form of a query service.
  var form: [String: String] = [:]
  /// The path without the API's version, and the parameters of the URL.
  var path: [String] = []
  var query: [String: String] = [:]

  var body: String { String(decoding: request.body, as: UTF8.self) }

  init(_ request: HTTPRequest) {
    self.request = request
    let url = URLComponents(string: request.url)
    host = url?.host ?? ""
    for item in url?.queryItems ?? [] { query[item.name] = item.value }
    path = (url?.path ?? "").split(separator: "/").dropFirst().map { String($0) }
    operation = "\(request.method) \(host)"
    let type = request.headers.first { $0.name == "Content-Type" }?.value ?? ""
    if type.hasPrefix("application/x-www-form-urlencoded") {
      for item in URLComponents(string: "?" + body)?.queryItems ?? [] { form[item.name] = item.value }
      operation = form["Action"] ?? operation
    } else if let target = request.headers.first(where: { $0.name == "X-Amz-Target" })?.value {
      operation = target.split(separator: ".").last.map { String($0) } ?? operation
    } else if path.first == "hostedzone" {
      operation = request.method == "GET" ? "ListResourceRecordSets" : "ChangeResourceRecordSets"
    } else if path.first == "change" {
      operation = "GetChange"
    }
  }

  /// `Tags.Tag.N.Key` with their values.
  var tags: [String: String] {
    var tags: [String: String] = [:]
    for count in 1... {
      guard let key = form["Tags.Tag.\(count).Key"] else { break }
      tags[key] = form["Tags.Tag.\(count).Value"]
    }
    return tags
  }
}
