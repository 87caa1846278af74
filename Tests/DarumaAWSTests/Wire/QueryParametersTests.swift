import DarumaAWS
import Testing

@Suite("Parameters of a form or query")
struct QueryParametersTests {
  @Test("what is nil is left out, and the order is kept")
  func nilIsLeftOut() {
    var form = QueryParameters()
    form.add("b", "1")
    form.add("missing", nil as String?)
    form.add("missing", nil as Int?)
    form.add("missing", nil as Bool?)
    form.add("a", 2)
    form.add("c", false)
    #expect(form.encoded == "b=1&a=2&c=false")
  }

  @Test(
    "all but unreserved letters is percent-encoded, byte by byte",
    arguments: [
      ("az AZ 09", "az%20AZ%2009"), ("-._~", "-._~"), ("a+b&c=d", "a%2Bb%26c%3Dd"), ("é", "%C3%A9"),
      ("日本", "%E6%97%A5%E6%9C%AC"), ("%41", "%2541"), ("a/b:c@d", "a%2Fb%3Ac%40d"), ("*", "%2A"),
      ("a\nb", "a%0Ab"), ("", ""),
    ])
  func encoding(text: String, encoded: String) {
    var form = QueryParameters()
    form.add("k", text)
    #expect(form.encoded == "k=" + encoded)
  }

  @Test("a list counts from one, under its own or the general member name")
  func lists() {
    var form = QueryParameters()
    form.add(list: "Ids", of: "Id", ["x", "y"])
    form.add(list: "Names", ["z"])
    form.add(list: "None", [])
    #expect(form.encoded == "Ids.Id.1=x&Ids.Id.2=y&Names.member.1=z")
  }

  @Test("a list of structures numbers the structures, not their members")
  func structures() {
    var first = QueryParameters()
    first.add("Key", "a")
    first.add("Value", "1")
    var second = QueryParameters()
    second.add("Key", "b")
    var form = QueryParameters()
    form.add(structures: "Tags", of: "Tag", [first, second])
    #expect(form.encoded == "Tags.Tag.1.Key=a&Tags.Tag.1.Value=1&Tags.Tag.2.Key=b")
  }
}
