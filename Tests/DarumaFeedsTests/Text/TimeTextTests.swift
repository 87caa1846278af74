import DarumaCore
import Testing

@testable import DarumaFeeds

@Suite("Times are read in every form in which sources write them")
struct TimeTextTests {
  @Test(
    "the form is read",
    arguments: [
      ("2020-07-15T21:41:17Z", "2020-07-15T21:41:17.000Z"),
      ("2020-07-15T21:41:05.921Z", "2020-07-15T21:41:05.921Z"),
      ("2023-11-08T17:58:00.123456789Z", "2023-11-08T17:58:00.123Z"),
      ("2020-07-15T21:41:05.9Z", "2020-07-15T21:41:05.900Z"),
      ("2022-07-22T15:57:45.394+0000", "2022-07-22T15:57:45.394Z"),
      ("2023-03-09T23:00:00+08:00", "2023-03-09T15:00:00.000Z"),
      ("2018-03-07T06:33:21.873077559-05:00", "2018-03-07T11:33:21.873Z"),
      ("2025-06-06T04:30Z", "2025-06-06T04:30:00.000Z"),
      ("2023-08-04T12: 36: 15.490+0000", "2023-08-04T12:36:15.490Z"),
      ("Fri, 3 Jun 2022 05:01:10 GMT", "2022-06-03T05:01:10.000Z"),
      ("Fri, 03 Jun 2022 05:01:10 GMT", "2022-06-03T05:01:10.000Z"),
      ("Sat, 05 Jun 2016 15:10:09 GMT", "2016-06-05T15:10:09.000Z"),
      ("Thu 15 Dec 2022 23: 25: 00 GMT", "2022-12-15T23:25:00.000Z"),
      ("Wed, 16 Aug 2023 23:18:52 +0000", "2023-08-16T23:18:52.000Z"),
      ("Sun Nov 24 22:32:55 UTC 2024", "2024-11-24T22:32:55.000Z"),
      ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"),
      ("2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000Z"),
    ])
  func read(_ text: String, _ expected: String) throws {
    #expect(try TimeText.read(text).description == expected)
  }

  @Test(
    "a time without a zone is refused, save where it is documented to be UTC",
    arguments: [
      ("2018-03-05 18:22:14.893", "2018-03-05T18:22:14.893Z"),
      ("2018-03-05 18:22:14", "2018-03-05T18:22:14.000Z"),
      ("Jul 15, 2020 9:39:07 PM", "2020-07-15T21:39:07.000Z"),
      ("Jul 15, 2020 12:00:01 AM", "2020-07-15T00:00:01.000Z"),
      ("Jul 15, 2020 12:00:01 PM", "2020-07-15T12:00:01.000Z"),
    ])
  func zoneless(_ text: String, _ expected: String) throws {
    #expect(throws: TimeText.Fault.noTimeZone) { try TimeText.read(text) }
    #expect(try TimeText.read(text, zoneless: .universal).description == expected)
  }

  @Test(
    "what is no time is refused by name",
    arguments: [
      ("2021-10-45T15:30:00Z", TimeText.Fault.noSuchDate),
      ("2023-02-29T00:00:00Z", .noSuchDate),
      ("2023-13-01T00:00:00Z", .noSuchDate),
      ("Fri, 31 Jun 2022 05:01:10 GMT", .noSuchDate),
      ("9999-12-31T23:59:59-00:01", .noSuchDate),
      ("0000-01-01T00:00:00+00:01", .noSuchDate),
      ("2021-10-05T25:30:00Z", .noSuchTimeOfDay),
      ("2021-10-05T15:60:00Z", .noSuchTimeOfDay),
      ("2021-10-05T15:30:60Z", .noSuchTimeOfDay),
      ("Jul 15, 2020 13:39:07 PM", .noSuchTimeOfDay),
      ("2021-10-05T15:30:00", .noTimeZone),
      ("Fri, 3 Jun 2022 05:01:10", .noTimeZone),
      ("Sun Nov 24 22:32:55 2024", .noTimeZone),
      ("yyyy-mm-ddThh:mm:ssZ", .notATime),
      ("date", .notATime),
      ("timestamp", .notATime),
      ("{{startTime}}", .notATime),
      ("", .notATime),
      ("2021-10-05", .notATime),
      ("2021-10-05T15:30:00Zulu", .notATime),
      ("2021-10-05T15:30:00+9", .notATime),
      ("2021-10-05T15:30:00.Z", .notATime),
      ("1611929698", .notATime),
      ("Mittwoch, 3 Jun 2022 05:01:10 GMT", .notATime),
      ("Fri, 3 Juni 2022 05:01:10 GMT", .notATime),
      ("20211005T153000Z", .notATime),
    ])
  func refused(_ text: String, _ fault: TimeText.Fault) {
    #expect(throws: fault) { try TimeText.read(text) }
  }

  @Test(
    "every prefix of a time is a time or refused, and none crashes",
    arguments: [
      "2022-07-22T15:57:45.394+0000", "Fri, 3 Jun 2022 05:01:10 GMT", "Sun Nov 24 22:32:55 UTC 2024",
      "Jul 15, 2020 9:39:07 PM",
    ])
  func prefixes(_ text: String) {
    for length in 0..<text.count { _ = try? TimeText.read(String(text.prefix(length))) }
  }
}
