import Testing

@testable import DarumaAWS

@Suite("Reading AWS's shared files")
struct ProfileFileTests {
  static func config(_ text: String) throws -> [String: ProfileFile.Settings] {
    try ProfileFile(text, .config).profiles
  }

  @Test("sections, settings, comments and blank lines")
  func plain() throws {
    let text = """
      # a comment
      ; another
      [default]
      region = us-west-2
      [profile dr]   ; a section
      ROLE_ARN=arn:aws:iam::1:role/x
        \t
      source_profile  =  base  # why
      [profile "two words"]
      region = eu-west-1
      [profile empty]
      """
    #expect(
      try Self.config(text) == [
        "default": ["region": "us-west-2"],
        "dr": ["role_arn": "arn:aws:iam::1:role/x", "source_profile": "base"],
        "two words": ["region": "eu-west-1"], "empty": [:],
      ])
  }

  @Test("a secret may hold the letters of comments and equals signs")
  func letters() throws {
    let text = "[a]\r\naws_secret_access_key = ab#c;d=e/+f==\r\naws_access_key_id = A ; note\r\nregion=\r\n"
    #expect(
      try ProfileFile(text, .credentials).profiles == [
        "a": ["aws_secret_access_key": "ab#c;d=e/+f==", "aws_access_key_id": "A", "region": ""]
      ])
  }

  @Test("indented settings belong to the one above; other sections are passed over")
  func nested() throws {
    let text = """
      [profile a]
      s3 =
        addressing_style = path
        region = wrong
      region = right
      [sso-session b]
      region = wrong
      [services c]
      sts =
        endpoint_url = x
      [d]
      region = wrong
      """
    #expect(try Self.config(text) == ["a": ["s3": "", "region": "right"]])
  }

  @Test("sections of one name are one profile; the later setting wins")
  func merged() throws {
    #expect(try Self.config("[profile a]\nx=1\ny=1\n[profile a]\ny=2") == ["a": ["x": "1", "y": "2"]])
  }

  @Test(
    "'profile default' goes before 'default', whichever stands first",
    arguments: ["[default]\nx=1\n[profile default]\ny=2", "[profile default]\ny=2\n[default]\nx=1"])
  func defaultProfile(text: String) throws {
    #expect(try Self.config(text) == ["default": ["y": "2"]])
  }

  @Test(
    "a line that is neither is named by its number",
    arguments: [
      ("[a\nx=1", 1), ("x=1\n[a]", 1), ("[a]\nx=1\nnonsense", 3), ("[a]\n= 1", 2), ("[] ", 1), ("[a] b", 1),
      ("\n\n[a]\n\nnonsense", 5),
    ])
  func malformed(text: String, line: Int) {
    let error = #expect(throws: ProfileFile.Malformed.self) { try ProfileFile(text, .credentials) }
    #expect(error?.line == line)
  }
}
