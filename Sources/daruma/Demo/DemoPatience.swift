/// Waits in real time, and not while the person is being asked.
struct DemoPatience {
  let story: DemoStory

  func wait(_ limit: Duration) async throws {
    var left = limit
    let tick = Duration.milliseconds(250)
    while left > .zero {
      try await Task.sleep(for: tick)
      if !story.isAsking { left -= tick }
    }
  }
}
