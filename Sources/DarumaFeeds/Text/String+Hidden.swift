extension String {
  /// Whether it holds a character that moves what stands around it: controls and line separators.
  var hasControls: Bool {
    unicodeScalars.contains { scalar in
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: true
      default: false
      }
    }
  }

  /// Whether it holds a character that moves, hides or turns what stands around it, or is not seen itself: controls, line
  /// separators, and those that Unicode lets be ignored.
  var hidesSomething: Bool {
    unicodeScalars.contains { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: true
      default: scalar.properties.isDefaultIgnorableCodePoint
      }
    }
  }
}
