/// Event source mappings of Lambda on the wire: REST JSON, version 2015-03-31.
enum LambdaFace {
  static let service = RESTService(routes: [
    RESTService.Route("GET /2015-03-31/event-source-mappings/{UUID}", GetEventSourceMapping.name, getMapping),
    RESTService.Route("PUT /2015-03-31/event-source-mappings/{UUID}", UpdateEventSourceMapping.name, updateMapping),
  ])

  private static let getMapping: RESTService.Action = { arguments, exchange throws(CloudError) in
    try arguments.query.finish()
    let place = exchange.caller.place
    return exchange.perform(GetEventSourceMapping(id: arguments.named("UUID"))) { MappingDocument($0, place) }
  }

  private static let updateMapping: RESTService.Action = { arguments, exchange throws(CloudError) in
    let input = try UpdateMappingInput.read(arguments.body)
    let place = exchange.caller.place
    return exchange.perform(
      UpdateEventSourceMapping(id: arguments.named("UUID"), isEnabled: input.enabled), status: 202
    ) { MappingDocument($0, place) }
  }
}

/// What the operations read and write. Member names from the Lambda API reference.
struct UpdateMappingInput: CapitalJSONInput {
  static let members: Set<String> = ["Enabled"]
  let enabled: Bool?
}

struct MappingDocument: Encodable, Sendable {
  let id: String
  let eventSourceMappingArn: String
  let functionArn: String
  let eventSourceArn: String
  let state: String
  let stateTransitionReason = "USER_INITIATED"
  let lastModified: JSONTime

  private enum CodingKeys: String, CodingKey {
    case eventSourceMappingArn, functionArn, eventSourceArn, state, stateTransitionReason, lastModified
    case id = "UUID"
  }

  init(_ mapping: EventSourceMapping, _ place: Place) {
    id = mapping.id
    eventSourceMappingArn = place.arn(.lambda, "event-source-mapping:\(mapping.id)")
    functionArn = mapping.function
    eventSourceArn = mapping.source
    state = mapping.stateName
    lastModified = JSONTime(milliseconds: mapping.changedAt)
  }
}
