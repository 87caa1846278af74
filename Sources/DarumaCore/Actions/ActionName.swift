/// The name of an action, the same in application files, the journal and the documentation: `rds.restore`.
package struct ActionName: Name {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}
