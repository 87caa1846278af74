/// Holds reality against what the application file asks of each resource; a change is an event, raised by time alone too.
enum ComplianceRules {
  static func settle(_ turn: inout Turn) {
    // The file asks for the protection of what runs in the primary region.
    guard let catalog = turn.state.catalog, turn.state.isServedFromPrimary else { return }
    for resource in turn.takeCompliance(catalog) {
      let review = resource.compliance(in: catalog, turn.state.projection.protection, at: turn.now)
      let known = turn.state.compliance[resource.id]
      guard let change = ComplianceChange(resource: resource.id, from: known, to: review, at: turn.now)
      else { continue }
      turn.record(.observation(.complianceChanged(change)))
    }
  }
}
