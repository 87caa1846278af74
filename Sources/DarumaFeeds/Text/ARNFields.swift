import DarumaCore

/// The fields of an ARN, found in one pass over its bytes. ``ARN`` splits its text anew for each field that
/// is asked for; feeds ask for several of each ARN of each event.
struct ARNFields {
  private let text: String
  private let partitionStart: String.Index
  private let serviceStart: String.Index
  private let regionStart: String.Index
  private let accountStart: String.Index
  private let resourceStart: String.Index

  /// Nil where the text has not the six parts of an ARN, or has no partition, service or resource.
  init?(_ text: String) {
    let bytes = text.utf8
    guard text.hasPrefix("arn:") else { return nil }
    var position = bytes.index(bytes.startIndex, offsetBy: 4)
    func nextField() -> String.Index? {
      while position < bytes.endIndex {
        let byte = bytes[position]
        position = bytes.index(after: position)
        if byte == UInt8(ascii: ":") { return position }
      }
      return nil
    }
    partitionStart = position
    guard let service = nextField(), let region = nextField(), let account = nextField(),
      let resource = nextField()
    else { return nil }
    self.text = text
    (serviceStart, regionStart, accountStart, resourceStart) = (service, region, account, resource)
    guard !partition.isEmpty, !self.service.isEmpty, !self.resource.isEmpty else { return nil }
  }

  init?(_ arn: ARN) { self.init(arn.rawValue) }

  /// Names of alarms and of objects may hold blanks and signs that are put together; others can't.
  var mayHoldAnyText: Bool { service == "cloudwatch" || service == "s3" }

  var partition: Substring { field(partitionStart, serviceStart) }
  var service: Substring { field(serviceStart, regionStart) }
  var region: Substring { field(regionStart, accountStart) }
  var account: Substring { field(accountStart, resourceStart) }
  var resource: Substring { text[resourceStart...] }

  /// The resource part's leading word: `db`, `snapshot`.
  var resourceType: Substring { text[resourceStart..<(mark ?? text.endIndex)] }

  /// What follows the leading word and the mark after it; the whole resource part where there is no mark.
  var resourceName: Substring {
    guard let mark else { return resource }
    return text[text.utf8.index(after: mark)...]
  }

  private var mark: String.Index? {
    text.utf8[resourceStart...].firstIndex { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "/") }
  }

  /// Between the mark before `start` and the one before `next`.
  private func field(_ start: String.Index, _ next: String.Index) -> Substring {
    text[start..<text.utf8.index(before: next)]
  }
}
