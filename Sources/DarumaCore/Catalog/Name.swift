/// A word that names one thing. Each kind of thing has a type of its own, so that no two can be mixed up; all are
/// text in every format, also as keys of an object.
///
/// Two names are the same if their bytes are. (Swift's texts are equal, too, where Unicode calls them equivalent: `é` as one
/// scalar and as two are two alarms to AWS, and whichever came first would have taken in the other.)
package protocol Name: RawRepresentable, Hashable, Comparable, Sendable, Codable, CodingKeyRepresentable,
  ExpressibleByStringLiteral, CustomStringConvertible
where RawValue == String {
  init(rawValue: String)
}

extension Name {
  package init(_ text: String) { self.init(rawValue: text) }
  package init(stringLiteral text: String) { self.init(rawValue: text) }
  package var description: String { rawValue }

  /// As ``EquivalentNames`` writes it.
  package init?(codingKey: some CodingKey) {
    guard let name = EquivalentNames.read(codingKey.stringValue) else { return nil }
    self.init(rawValue: name)
  }

  package static func == (left: Self, right: Self) -> Bool {
    // Equivalent texts are few, and all equal ones are among them.
    left.rawValue == right.rawValue && left.rawValue.utf8.elementsEqual(right.rawValue.utf8)
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }

  package static func < (left: Self, right: Self) -> Bool {
    if left.rawValue != right.rawValue { return left.rawValue < right.rawValue }
    return left.rawValue.utf8.lexicographicallyPrecedes(right.rawValue.utf8)
  }

  package init(from decoder: any Decoder) throws {
    self.init(rawValue: try decoder.singleValueContainer().decode(String.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}

/// What fails over as one unit.
package struct ApplicationName: Name {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}

/// A resource's short name inside its application file.
package struct ResourceID: Name {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}

package struct TriggerName: Name {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}

package struct PlanName: Name {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}

package struct StepID: Name {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}

/// One run of a plan: `<application>.<start, yyyyMMddTHHmmssZ>.<count of the application's executions>`.
package struct ExecutionID: Name {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}

/// An AWS region code, such as `us-west-2`.
package struct Region: Name {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}

/// An AWS account: opaque text, never a number (leading zeros exist).
package struct Account: Name {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}

/// What a recovery point is known by: its ARN.
package struct RecoveryPointID: Name {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}

/// A source that is expected to speak, named as in heartbeats and in `silence` conditions.
package struct SourceName: Name {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}

/// The stable id of a signal: the same fact has the same id, however often and by whatever route it comes.
package struct SignalID: Name {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}

/// The deterministic id of an effect; see ``Effect/identifier(application:execution:step:attempt:)``.
package struct EffectID: Name {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}

/// A person or group that can be asked, such as `management`.
package struct Role: Name {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}

/// Which alarm it is: its ARN, or where the source gives none account, region and name; and the instance.
package struct AlarmKey: Name {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}
