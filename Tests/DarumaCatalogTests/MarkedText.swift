import DarumaActions
import DarumaCatalog
import Testing

/// The text of an application file with marks where diagnostics are expected.
///
/// `‹` stands right before the place that a diagnostic must name; it is taken out before the text is read.
struct MarkedText: Sendable {
  let text: String
  let places: [Place]

  init(_ marked: String) {
    var text = ""
    var places: [Place] = []
    var place = Place.start
    for scalar in marked.unicodeScalars {
      if scalar == "‹" {
        places.append(place)
        continue
      }
      text.unicodeScalars.append(scalar)
      place =
        scalar == "\n"
        ? Place(line: place.line + 1, column: 1) : Place(line: place.line, column: place.column + 1)
    }
    self.text = text
    self.places = places
  }

  func read(strict: Bool = false) -> Reading {
    ApplicationFile.read(Array(text.utf8), file: "orders.yaml", strict: strict)
  }
}

/// Expects the text to give exactly these diagnostics, in the order of its marks. In a text without marks
/// only the codes count.
func expect(
  _ marked: String, gives codes: [DiagnosticCode], strict: Bool = false,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let text = MarkedText(marked)
  let reading = text.read(strict: strict)
  let said = reading.diagnostics.map(\.description).joined(separator: "\n")
  #expect(reading.diagnostics.map(\.code) == codes, "\(said)", sourceLocation: sourceLocation)
  if !text.places.isEmpty {
    #expect(reading.diagnostics.map(\.place) == text.places, "\(said)", sourceLocation: sourceLocation)
  }
  #expect((reading.application == nil) == reading.hasErrors, sourceLocation: sourceLocation)
}
