import DarumaCore

/// What `daruma status --json` says of resources that are in no application.
struct UnownedDocument: Encodable {
  var application = ApplicationName.none
  var unowned: [UnownedResource]
}
