/// Lists alarms by the beginning of their name, or by whole names.
package struct DescribeAlarms: CloudOperation {
  package static let service = CloudService.monitoring
  package static let name = "DescribeAlarms"
  package static let isChange = false

  package typealias Output = [Alarm]

  /// Nil: all that are named, or where none is named all.
  package let prefix: String?
  package let names: [String]

  package init(prefix: String? = nil, names: [String] = []) {
    self.prefix = prefix
    self.names = names
  }

  package var parameters: [String: String] {
    var shown: [String: String] = [:]
    shown["AlarmNamePrefix"] = prefix
    if !names.isEmpty { shown["AlarmNames"] = names.joined(separator: ",") }
    return shown
  }

  package func subjects(of output: [Alarm]) -> [String] { output.map(\.arn) }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> [Alarm] {
    guard prefix == nil || names.isEmpty else {
      throw CloudError("InvalidParameterCombination", "AlarmNames and AlarmNamePrefix exclude each other")
    }
    return estate[region: context.region].alarms.filter { alarm in
      (prefix.map(alarm.name.hasPrefix) ?? true) && (names.isEmpty || names.contains(alarm.name))
    }.sorted { $0.name < $1.name }
  }
}
