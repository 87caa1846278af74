internal import Foundation

/// Bodies in JSON, as both JSON protocols have them.
enum JSONAnswer {
  static func read<Answer: Decodable>(
    _ body: [UInt8], of operation: String
  ) throws(WireFormatError) -> Answer {
    do {
      return try JSONDecoder().decode(Answer.self, from: Data(body))
    } catch {
      throw WireFormatError(
        "the answer is not the JSON of \(operation): \(WireFormatError.reason(of: error))")
    }
  }

  static func write(_ request: some Encodable, of operation: String) throws(WireFormatError) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return Array(try encoder.encode(request))
    } catch {
      throw WireFormatError("\(operation) can't be written as JSON: \(error)")
    }
  }
}
