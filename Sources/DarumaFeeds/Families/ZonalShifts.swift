import DarumaCore

/// ARC zonal autoshift (`aws.arc-zonal-shift`): traffic is moved away from a zone,
/// `detail.metadata.awayFrom`, an id such as `use1-az2`. Best effort. (Amazon ARC Developer Guide, "Using
/// zonal autoshift with Amazon EventBridge".)
///
/// Key: the zone, the resource where one is named, the state, and the time. Practice runs and FIS experiments
/// are drills. With observer notification `resources` is empty and the event is about the zone itself.
enum ZonalShifts {
  static func read(_ event: EventBridgeEvent, into findings: inout Findings) throws(Problem) {
    guard let (state, isDrill) = states[event.detailType.text] else { throw event.unknownDetailType() }
    let zone = try event.detail().object("metadata").text("awayFrom")
    let region = try event.region()
    let named = try event.firstResource()
    try named?.expect(.text)
    let arn = named.map { ARN($0.text) }
    let shift = ZoneShifted(zone: zone, state: state, drill: isDrill)
    try findings.add(
      .zoneShifted(shift), key: SignalKey(zone, named?.text ?? "", state, event.time.description),
      of: event.subject(region: region, resource: arn?.isWellFormed == true ? arn : nil),
      by: isDrill ? drillRule : rule)
  }

  private static let states: [String: (String, Bool)] = [
    "Autoshift In Progress": ("inProgress", false), "Autoshift Completed": ("completed", false),
    "Manual Shift Started": ("inProgress", false), "Manual Shift Updated": ("inProgress", false),
    "Manual Shift Canceled": ("completed", false), "Manual Shift Expired": ("completed", false),
    "Practice Run Started": ("inProgress", true), "Practice Run Succeeded": ("completed", true),
    "Practice Run Interrupted": ("interrupted", true), "Practice Run Failed": ("failed", true),
    "FIS Experiment Autoshift In Progress": ("inProgress", true),
    "FIS Experiment Autoshift Completed": ("completed", true),
    "FIS Experiment Autoshift Canceled": ("canceled", true),
  ]

  private static let rule = Rule(.arc, "ARC zonal shift: traffic is moved away from the zone, or back")
  private static let drillRule = Rule(
    .arc, "ARC practice run or FIS experiment: a drill, which impairs nothing")
}
