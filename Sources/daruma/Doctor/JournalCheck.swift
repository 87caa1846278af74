import DarumaJournal
import Foundation
import Glibc

/// Whether the journal can be gone on with: its folder, its files, who holds it, and whether it is what it was.
enum JournalCheck {
  static func run(_ path: String) async -> [DoctorFinding] {
    let place = JournalPlace(path)
    let folder = URL(fileURLWithPath: place.path).deletingLastPathComponent().path
    guard FileManager.default.fileExists(atPath: folder) else {
      return [.fail("journal folder", "there is no folder \(folder)", "make it, or correct journal.path")]
    }
    guard access(folder, W_OK) == 0 else {
      return [.fail("journal folder", "\(folder) can't be written to", "let the worker's user write there")]
    }
    return [space(folder), modes(place), lock(place)] + (await standing(place))
  }

  private static func space(_ folder: String) -> DoctorFinding {
    guard let free = JournalSpace.free(in: folder) else {
      return .warn(
        "journal folder", "its free space is not known: \(String(cString: strerror(errno)))", "look at the disk")
    }
    let words = "\(free >> 20) MiB are free in \(folder)"
    if free < JournalSpace.none { return .fail("journal folder", words, "make room: a worker that can't write ends") }
    return free < JournalSpace.little
      ? .warn("journal folder", words, "make room before it is full") : .ok("journal folder", words)
  }

  private static func modes(_ place: JournalPlace) -> DoctorFinding {
    let open = [place.path, place.path + "-wal", place.head, place.acceptance].filter { path in
      var status = stat()
      return stat(path, &status) == 0 && status.st_mode & 0o077 != 0
    }
    guard !open.isEmpty else { return .ok("journal files", "nobody else may read them") }
    return .warn(
      "journal files", "others may read \(open.joined(separator: ", ")): the journal holds what people are told by",
      "chmod 600 \(open.joined(separator: " "))")
  }

  private static func lock(_ place: JournalPlace) -> DoctorFinding {
    guard let holder = JournalLock.currentHolder(ofJournal: place.path) else {
      return .ok("journal lock", "no worker holds it")
    }
    return .ok("journal lock", "worker \(holder.worker) (process \(holder.pid)) holds it since \(holder.since)")
  }

  private static func standing(_ place: JournalPlace) async -> [DoctorFinding] {
    let check = "journal"
    do {
      let reader = place.isFilled ? try await JournalReading.open(place.path).reader : nil
      if let doubt = try await JournalStanding.doubt(reader?.records, place) {
        return [.fail(check, doubt.message, doubt.remedy)]
      }
      guard let head = try HeadFile.read(place) else {
        return [.ok(check, reader == nil ? "there is none yet" : "its chain is whole; no head is kept beside it yet")]
      }
      return [.ok(check, "it is whole, and goes through its head: \(head.words)")]
    } catch let error as LogError {
      return [.fail(check, error.message, error.remedy)]
    } catch {
      return [.fail(check, "it can't be read: \(error)", "daruma journal verify names each place")]
    }
  }
}
