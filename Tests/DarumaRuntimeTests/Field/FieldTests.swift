import DarumaCore
import TestSupport
import Testing

@testable import DarumaRuntime

/// One case from the field: its file, and what is right of it.
struct FieldCase: Sendable, CustomTestStringConvertible {
  let file: String
  let check: @Sendable (FieldBench) async throws -> Void

  init(_ name: String, check: @escaping @Sendable (FieldBench) async throws -> Void) {
    file = name + ".ndjson"
    self.check = check
  }

  var testDescription: String { file }

  static let all = alarms + roads + points + lineage + lifecycle + surroundings
}

/// The cases lie beside the repository, in `shared/corpus/field`; `expected.md` there says of each what is right.
@Suite(
  "What people of this job reported is read rightly, from the bytes to the state", .enabled(if: SharedCorpus.isExpected)
)
struct FieldTests {
  @Test("each case", arguments: FieldCase.all)
  func each(_ one: FieldCase) async throws {
    try await one.check(try FieldBench(one.file))
  }

  @Test("each file of the folder has a case")
  func complete() {
    let files = SharedCorpus.files(of: FieldBench.folder, ending: ".ndjson")
    #expect(Set(files) == Set(FieldCase.all.map(\.file)) && FieldCase.all.count == files.count)
  }
}
