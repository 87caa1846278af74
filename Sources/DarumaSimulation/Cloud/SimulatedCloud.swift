/// The parts of AWS that Daruma uses, as a deterministic model: the ``Estate``, the faults on order and the
/// log of calls, behind one gate. Synchronous and without a clock: each call says what time it is.
package struct SimulatedCloud: Sendable {
  package var estate: Estate
  package var faults: FaultPlan
  package private(set) var log: CallLog

  package init(estate: Estate, faults: FaultPlan = FaultPlan(), log: CallLog = CallLog()) {
    self.estate = estate
    self.faults = faults
    self.log = log
  }

  /// One call, from the caller's first byte to what arrives back.
  ///
  /// - Parameters:
  ///   - region: where the call is sent. Route 53 is sent to us-east-1, whatever region the resources are in.
  ///   - now: milliseconds since the epoch.
  package mutating func call<Operation: CloudOperation>(
    _ operation: Operation, in region: String, now: Int64
  ) -> Reply<Operation.Output> {
    let time = estate.advance(to: now)
    let orders = reaches(Operation.service, region) ? take(Operation.self, region, time) : FaultOrders()
    let (delivery, deed) = carryOut(operation, in: region, time, orders)
    let requestID = estate.random.uuid()
    log.record(
      at: time, service: Operation.service, operation: Operation.name, region: region,
      parameters: operation.parameters, faults: orders.labels, deed: deed,
      arrived: Arrival(of: delivery))
    return Reply(requestID: requestID, delivery: delivery)
  }

  /// Records a call that a face refused before it could become an operation: an unknown action, a missing
  /// member, no signature.
  ///
  /// - Returns: the request id for the answer.
  package mutating func refuse(
    _ operation: String, of service: CloudService, _ error: CloudError, in region: String, now: Int64
  ) -> String {
    let time = estate.advance(to: now)
    log.record(
      at: time, service: service, operation: operation, region: region, parameters: [:], faults: [],
      deed: .refused(error.code), arrived: .error(error.code))
    return estate.random.uuid()
  }

  /// Leaves the resource out of describe answers until `time` (milliseconds since the epoch).
  package mutating func forget(_ arn: String, in region: String, until time: Int64) {
    estate[region: region].hide(arn, until: time)
  }

  private mutating func take<Operation: CloudOperation>(
    _: Operation.Type, _ region: String, _ time: Int64
  ) -> FaultOrders {
    faults.take(
      service: Operation.service, operation: Operation.name, region: region, now: time,
      random: &estate.random)
  }

  private mutating func carryOut<Operation: CloudOperation>(
    _ operation: Operation, in region: String, _ time: Int64, _ orders: FaultOrders
  ) -> (Delivery<Operation.Output>, Deed) {
    let service = Operation.service
    guard service.isGlobal || estate.regions[region] != nil else {
      return (.refused(.unknownRegion(region), afterMilliseconds: 0), .refused("SignatureDoesNotMatch"))
    }
    if let outage = outage(for: service, region) {
      return (Self.delivery(of: outage, for: service), .notReached)
    }
    if orders.cutsBefore { return (.cut, .notReached) }
    if let refusal = orders.refusal {
      return (.refused(refusal, afterMilliseconds: orders.delay), .refused(refusal.code))
    }
    let context = CallContext(region: region, now: time, ending: orders.ending)
    do throws(CloudError) {
      var output = try operation.perform(on: &estate, context)
      if let span = orders.forgetFor {
        for arn in operation.subjects(of: output) {
          estate[region: region].hide(arn, until: time + span)
        }
        if !Operation.isChange { output = try operation.perform(on: &estate, context) }
      }
      if orders.losesAnswer { return (.cut, .done) }
      return (.answered(output, afterMilliseconds: orders.delay), .done)
    } catch {
      if orders.losesAnswer { return (.cut, .refused(error.code)) }
      return (.refused(error, afterMilliseconds: orders.delay), .refused(error.code))
    }
  }

  private func reaches(_ service: CloudService, _ region: String) -> Bool {
    outage(for: service, region) == nil
  }

  private func outage(for service: CloudService, _ region: String) -> Outage? {
    guard let outage = estate.outage(of: region) else { return nil }
    return service.isGlobal && !outage.reachesGlobalControlPlanes ? nil : outage
  }

  private static func delivery<Output>(of outage: Outage, for service: CloudService) -> Delivery<Output> {
    switch outage.manner {
    case .refused: .unreachable
    case .silent: .silent
    case .unavailable: .refused(.unavailable(service), afterMilliseconds: 0)
    }
  }
}
