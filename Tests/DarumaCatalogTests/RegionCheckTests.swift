import DarumaCatalog
import Testing

@Suite("Regions differ, and copies and contacts outlive the primary one")
struct RegionCheckTests {
  static let changes = [
    Change("the same region twice", "recovery: us-west-2", "recovery: ‹us-east-1", .sameRegions),
    Change("no region", "recovery: us-west-2", "recovery: ‹oregon", .badRegion),
    Change("a zone", "recovery: us-west-2", "recovery: ‹us-west-2a", .badRegion),
    Change(
      "a copy beside the original", "copyTo: us-west-2", "copyTo: us-east-1", .copyToPrimary, .needsPrimary),
    Change("a copy elsewhere", "copyTo: us-west-2", "copyTo: eu-west-1", .copyElsewhere, .needsPrimary),
    Change(
      "a topic in the primary region", "sns: \"arn:aws:sns:us-west-2:", "sns: \"arn:aws:sns:us-east-1:",
      .contactInPrimary, .needsPrimary),
    Change(
      "a webhook in the primary region", "sns: \"arn:aws:sns:us-west-2:012345678901:orders-management\"",
      "webhook: \"https://x.execute-api.us-east-1.amazonaws.com/p\"", .addressInClear, .contactInPrimary, .needsPrimary),
    Change(
      "a webhook elsewhere", "sns: \"arn:aws:sns:us-west-2:012345678901:orders-management\"",
      "webhook: \"https://chat.example.com/hook\"", .addressInClear),
    Change(
      "a webhook by name", "sns: \"arn:aws:sns:us-west-2:012345678901:orders-management\"", "webhook: env:CHAT_WEBHOOK"),
    Change(
      "a webhook by file", "sns: \"arn:aws:sns:us-west-2:012345678901:orders-management\"",
      "webhook: file:/etc/daruma/webhook"),
    Change(
      "a webhook of no form, which is not shown", "sns: \"arn:aws:sns:us-west-2:012345678901:orders-management\"",
      "webhook: ‹\"ftp://chat.example.com/T0SECRET\"", .badURL),
    Change("a queue for a topic", "sns: \"arn:aws:sns:", "sns: ‹\"arn:aws:sqs:", .badARN),
    Change("a time zone that is none", "timeZone: Asia/Tokyo", "timeZone: ‹Asia/Tokio", .unknownTimeZone),
    Change("an abbreviated time zone", "timeZone: Asia/Tokyo", "timeZone: ‹JST", .unknownTimeZone),
    Change("a fixed offset", "timeZone: Asia/Tokyo", "timeZone: ‹GMT+9", .unknownTimeZone),
    Change("UTC", "timeZone: Asia/Tokyo", "timeZone: UTC"),
    Change("a window without an end", "\"03:00-04:00\"", "‹\"03:00\"", .badWindow),
    Change("a window of no length", "\"03:00-04:00\"", "‹\"03:00-03:00\"", .badWindow),
    Change("an hour that is none", "\"03:00-04:00\"", "‹\"24:00-25:00\"", .badWindow),
    Change("a window across midnight, unquoted", "\"03:00-04:00\"", "23:30-00:30"),
  ]

  @Test("else the place is named", arguments: changes)
  func change(change: Change) { change.check() }
}
