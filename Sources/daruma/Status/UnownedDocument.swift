import DarumaCore

/// What `daruma status --json` says of resources that are in no application.
struct UnownedDocument: Encodable {
  var application = ApplicationName.none
  var unowned: [UnownedResource]
}

/// What `daruma status --json` says where the journal holds no application.
struct WorkerDocument: Encodable {
  var worker: WorkerStatus
}
