import DarumaCore
import Testing

@testable import DarumaRuntime

extension FieldCase {
  static let alarms = [
    FieldCase("01-sns-anomaly-alarm") { bench in
      let signal = try bench.signal()
      guard case .alarmChanged(let fact) = signal.fact else { throw WrongFact(signal) }
      #expect(fact.state == .ok && fact.previous == .insufficientData && !fact.composite)
      #expect(try fact.since == instant("2026-11-29T11:25:13.236Z") && signal.region == "us-east-1")
    },
    FieldCase("05-alarm-replaced-under-same-name") { bench in
      try await bench.checkEveryOrder()
      let created = try await bench.known(after: 3).alarm("shop-region-1")
      #expect(created.state == .insufficientData)
      let last = try await bench.known().alarm("shop-region-1")
      #expect(try last.state == .alarm && last.since == instant("2026-11-29T17:01:10.1Z"))
    },
    FieldCase("07-grafana12-resolved-startsat-overwritten") { bench in
      try await bench.checkEveryOrder()
      let last = try await bench.known().alarm("shop-region-api")
      #expect(try last.state == .ok && last.since == instant("2026-11-29T17:20:00Z"))
    },
    FieldCase("08-alertmanager-ha-late-firing-after-resolved") { bench in
      try await bench.checkEveryOrder()
      for count in 2...3 {
        #expect(try await bench.known(after: count).alarm("shop-region-api").state == .ok, "after line \(count)")
      }
    },
    FieldCase("09-grafana-resolved-because-series-is-missing") { bench in
      let known = try await bench.known()
      #expect(try known.alarm("shop-region-api").state == .insufficientData)
    },
    FieldCase("12-alertmanager-018-alert-without-status-and-fingerprint") { bench in
      let signal = try bench.signal()
      guard case .alarmChanged(let fact) = signal.fact else { throw WrongFact(signal) }
      #expect(fact.state == .alarm && fact.instance?.contains("state=active") == true)
    },
    FieldCase("58-grafana-nodata-set-to-alerting") { bench in
      for file in ["app.yaml", "58-app.yaml"] {
        let bench = try FieldBench("58-grafana-nodata-set-to-alerting.ndjson", application: file)
        let known = try await bench.known()
        #expect(try known.alarm("shop-region-api").state == .insufficientData)
        #expect(known.state?.executionCount == 0)
      }
      _ = bench
    },
  ]
}

struct WrongFact: Error {
  let signal: Signal
  init(_ signal: Signal) { self.signal = signal }
}
