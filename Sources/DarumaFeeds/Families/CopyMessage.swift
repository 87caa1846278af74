import DarumaCore

/// `Finished copy of snapshot NAME from region REGION in 5 minutes.`, `Finished copy of snapshot NAME in
/// region REGION.`
struct CopyMessage {
  let name: String
  let region: Region

  init?(_ text: String) {
    let words = text.split(separator: " ").map(String.init)
    guard let snapshot = words.firstIndex(of: "snapshot"), snapshot + 1 < words.count,
      let place = words.firstIndex(of: "region"), place + 1 < words.count
    else { return nil }
    var code = words[place + 1]
    while let last = code.last, last == "." || last == "," { code.removeLast() }
    guard let region = Region(code: code) else { return nil }
    name = words[snapshot + 1]
    self.region = region
  }
}
