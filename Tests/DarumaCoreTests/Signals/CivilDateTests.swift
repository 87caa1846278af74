import Testing

@testable import DarumaCore

@Suite("Dates of the Gregorian calendar")
struct CivilDateTests {
  @Test(
    "known dates have their known day numbers",
    arguments: [
      (1970, 1, 1, 0), (1969, 12, 31, -1), (2000, 2, 29, 11_016), (2000, 3, 1, 11_017),
      (2026, 11, 24, 20_781), (0, 1, 1, -719_528), (0, 2, 29, -719_469), (0, 3, 1, -719_468),
      (1600, 2, 29, -135_081), (1900, 2, 28, -25_509), (1900, 3, 1, -25_508), (9999, 12, 31, 2_932_896),
    ])
  func known(year: Int64, month: Int64, day: Int64, number: Int64) throws {
    let date = try #require(CivilDate(year: year, month: month, day: day))
    #expect(date.dayNumber == number)
    #expect(CivilDate(dayNumber: number) == date)
  }

  @Test("every day from 0000 to 9999 follows the one before it")
  func everyDay() throws {
    var number: Int64 = -719_528
    for year in Int64(0)...9999 {
      let isLeap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
      for (index, length) in [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].enumerated() {
        let month = Int64(index + 1)
        // The first and the last day of each month; a wrong length would show at the next month's first.
        for day in [1, Int64(length)] {
          let date = CivilDate(year: year, month: month, day: day)
          guard date?.dayNumber == number + day - 1, CivilDate(dayNumber: number + day - 1) == date else {
            Issue.record("\(year)-\(month)-\(day) is not day \(number + day - 1)")
            return
          }
        }
        guard CivilDate(year: year, month: month, day: Int64(length + 1)) == nil else {
          Issue.record("\(year)-\(month) has no day \(length + 1)")
          return
        }
        number += Int64(length)
      }
    }
  }

  @Test(
    "a date that does not exist is refused",
    arguments: [
      (2026, 2, 29), (1900, 2, 29), (2100, 2, 29), (2026, 4, 31), (2026, 0, 1), (2026, 13, 1), (2026, 1, 0),
      (-1, 1, 1), (10_000, 1, 1),
    ])
  func impossible(year: Int64, month: Int64, day: Int64) {
    #expect(CivilDate(year: year, month: month, day: day) == nil)
  }

  @Test("it is written with leading zeros")
  func written() {
    #expect(CivilDate(year: 7, month: 3, day: 9)?.description == "0007-03-09")
  }
}
