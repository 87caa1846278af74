import Testing

@testable import DarumaFeeds

@Suite("Base64 is decoded strictly")
struct Base64Tests {
  @Test(
    "the vectors of RFC 4648 decode",
    arguments: [
      ("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYg==", "foob"), ("Zm9vYmE=", "fooba"),
      ("Zm9vYmFy", "foobar"),
    ])
  func vectors(_ text: String, _ expected: String) {
    #expect(Base64.decode(Array(text.utf8)) == Array(expected.utf8))
  }

  @Test("all letters have their value")
  func alphabet() {
    #expect(Base64.decode(Array("+/+/".utf8)) == [0xFB, 0xFF, 0xBF])
    #expect(Base64.decode(Array("09az".utf8)) == [0xD3, 0xD6, 0xB3])
  }

  @Test(
    "what is no base64 is refused",
    arguments: ["Zg", "Zg=", "Z===", "Zg==Zg==", "Z g=", "Zh==", "Zm9=", "Zm9-"])
  func refused(_ text: String) {
    #expect(Base64.decode(Array(text.utf8)) == nil)
  }
}

@Suite("Keys of S3 are form-encoded")
struct FormEncodingTests {
  @Test(
    "the key is decoded",
    arguments: [
      ("a+b", "a b"), ("Happy%20Face.jpg", "Happy Face.jpg"),
      ("replication%2Dtest.png", "replication-test.png"),
      ("%E6%97%A5%e6%9c%ac", "日本"), ("100%25", "100%"), ("a%2Bb", "a+b"), ("plain/key", "plain/key"),
    ])
  func decoded(_ text: String, _ expected: String) {
    #expect(FormEncoding.decode(Array(text.utf8)) == expected)
  }

  @Test("a broken escape is refused", arguments: ["%", "%2", "a%zz", "%FF", "%C3%28"])
  func refused(_ text: String) {
    #expect(FormEncoding.decode(Array(text.utf8)) == nil)
  }
}
