/// Why a record counts for nothing. Void records are met in healthy logs: late writes of a worker that lost the
/// partition, and repeats of a producer.
package enum VoidReason: Hashable, Sendable {
  /// It carries another epoch than that of the newest claim (nil: before any claim).
  case wrongEpoch(carried: Int64, newest: Int64?)
  /// A commit of this number is in the chain already.
  case repeated(number: Int64, newest: Int64)
  /// Commits before it are missing.
  case gap(expected: Int64, found: Int64)
  /// It extends another chain.
  case wrongPrevious(expected: RecordHash, found: RecordHash)
  /// It belongs to another partition.
  case foreignPartition(Int32)
  /// It is no record of any format.
  case unreadable(String)

  /// Stable, without dynamic parts: for metrics and `--json`.
  package var code: String {
    switch self {
    case .wrongEpoch: "wrong-epoch"
    case .repeated: "repeated"
    case .gap: "gap"
    case .wrongPrevious: "wrong-previous"
    case .foreignPartition: "foreign-partition"
    case .unreadable: "unreadable"
    }
  }
}

extension VoidReason: CustomStringConvertible {
  package var description: String {
    switch self {
    case .wrongEpoch(let carried, let newest?):
      "it carries epoch \(carried), the newest claim is that at offset \(newest)"
    case .wrongEpoch(let carried, nil): "it carries epoch \(carried), but nobody had claimed the partition"
    case .repeated(let number, let newest): "commit \(number) is there already, the newest is \(newest)"
    case .gap(let expected, let found): "it is commit \(found), commit \(expected) was expected"
    case .wrongPrevious(let expected, let found): "it extends \(found), the head of the chain is \(expected)"
    case .foreignPartition(let partition): "it belongs to partition \(partition)"
    case .unreadable(let reason): "it can't be read: \(reason)"
    }
  }
}

/// What the arbiter says of one record.
package enum Verdict: Hashable, Sendable {
  /// From here on only commits of this epoch, which is the claim's offset, are valid.
  case claimed(Claim, epoch: Int64)
  case valid(Commit)
  case void(VoidReason)
}
