import DarumaAWS
import Testing

@Suite("Reading error answers")
struct ServiceErrorTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var status: Int
    var headers: [HTTPHeader] = []
    var body: String
    var expected: ServiceError
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(
      name: "query", status: 404,
      body: """
        <ErrorResponse xmlns="http://rds.amazonaws.com/doc/2014-10-31/"><Error><Type>Sender</Type>
        <Code>DBInstanceNotFound</Code><Message>DBInstance a not found.</Message></Error>
        <RequestId>r-1</RequestId></ErrorResponse>
        """,
      expected: ServiceError(
        status: 404, code: "DBInstanceNotFound", message: "DBInstance a not found.", requestID: "r-1")),
    Case(
      name: "the id in the header comes first", status: 400, headers: [HTTPHeader("X-Amzn-RequestID", "h-1")],
      body: "<ErrorResponse><Error><Code>C</Code></Error><RequestId>r-1</RequestId></ErrorResponse>",
      expected: ServiceError(status: 400, code: "C", message: "", requestID: "h-1")),
    Case(
      name: "EC2", status: 401,
      body: """
        <Response><Errors><Error><Code>AuthFailure</Code><Message>no</Message></Error></Errors>\
        <RequestID>r-2</RequestID></Response>
        """,
      expected: ServiceError(status: 401, code: "AuthFailure", message: "no", requestID: "r-2")),
    Case(
      name: "bare Error", status: 403,
      body: "<Error><Code>AccessDenied</Code><Message>no</Message><RequestId>r-3</RequestId></Error>",
      expected: ServiceError(status: 403, code: "AccessDenied", message: "no", requestID: "r-3")),
    Case(
      name: "Route 53's list of messages", status: 400, headers: [HTTPHeader("x-amzn-RequestId", "h-2")],
      body: """
        <?xml version="1.0"?><InvalidChangeBatch xmlns="https://route53.amazonaws.com/doc/2013-04-01/">\
        <Messages><Message>first.</Message><Message>second.</Message></Messages></InvalidChangeBatch>
        """,
      expected: ServiceError(
        status: 400, code: "InvalidChangeBatch", message: "first. second.", requestID: "h-2")),
    Case(
      name: "JSON with a qualified type", status: 400,
      body: ##"{"__type":"com.amazonaws.ecs#ServiceNotFoundException","message":"Service not found."}"##,
      expected: ServiceError(status: 400, code: "ServiceNotFoundException", message: "Service not found.")),
    Case(
      name: "JSON with a type in the header", status: 400,
      headers: [HTTPHeader("x-amzn-errortype", "ClusterNotFoundException:http://internal/")],
      body: #"{"Message":"Cluster not found."}"#,
      expected: ServiceError(status: 400, code: "ClusterNotFoundException", message: "Cluster not found.")),
    Case(
      name: "JSON with a code of the wrong type still gives its message and type", status: 400,
      body: #"{"code":7,"__type":"ClientException","message":"m"}"#,
      expected: ServiceError(status: 400, code: "ClientException", message: "m")),
    Case(
      name: "XML from a JSON service", status: 403,
      body: """

          <ErrorResponse><Errors><Error><Code>SignatureDoesNotMatch</Code><Message>x</Message></Error>
          </Errors>\
        <RequestId>r</RequestId></ErrorResponse>
        """,
      expected: ServiceError(status: 403, code: "SignatureDoesNotMatch", message: "x", requestID: "r")),
    Case(
      name: "HTML", status: 404,
      body:
        "<!doctype html>\n<html lang=en>\n<title>404 Not Found</title>\n<h1>Not Found</h1>\n<p>Gone<br>away.",
      expected: ServiceError(
        status: 404, code: "HTTP404", message: "404 Not Found Not Found Gone away.", hasServiceForm: false)),
    Case(
      name: "well-formed HTML", status: 502,
      body: "<html><head><title>Bad gateway</title></head><body/></html>",
      expected: ServiceError(status: 502, code: "HTTP502", message: "Bad gateway", hasServiceForm: false)),
    Case(
      name: "empty", status: 500, body: "",
      expected: ServiceError(status: 500, code: "HTTP500", message: "", hasServiceForm: false)),
    Case(
      name: "broken XML", status: 500, body: "<ErrorResponse><Error><Code>Inter",
      expected: ServiceError(status: 500, code: "HTTP500", message: "Inter", hasServiceForm: false)),
    Case(
      name: "broken JSON", status: 500, body: #"{"__type": "#,
      expected: ServiceError(
        status: 500, code: "HTTP500", message: #"{"__type":"#, hasServiceForm: false)),
    Case(
      name: "JSON that is not an object of AWS", status: 503, body: #"{"error":{"code":503}}"#,
      expected: ServiceError(
        status: 503, code: "HTTP503", message: #"{"error":{"code":503}}"#, hasServiceForm: false)),
    Case(
      name: "JSON with a code that anyone may have written", status: 403, body: #"{"code":"Forbidden","message":"no"}"#,
      expected: ServiceError(status: 403, code: "Forbidden", message: "no", hasServiceForm: false)),
    Case(
      name: "no document, but the id of a request", status: 404, headers: [HTTPHeader("x-amzn-RequestId", "r-9")],
      body: "", expected: ServiceError(status: 404, code: "HTTP404", message: "", requestID: "r-9")),
    Case(
      name: "plain text", status: 429, body: "slow\u{1B}[31m down\r\n",
      expected: ServiceError(status: 429, code: "HTTP429", message: "slow [31m down", hasServiceForm: false)),
  ]

  @Test("every form gives code, message and request id", arguments: cases)
  func read(example: Case) {
    let response = HTTPResponse(
      status: example.status, headers: example.headers, body: Array(example.body.utf8))
    #expect(ServiceError(response) == example.expected)
  }

  @Test("a long text is cut")
  func long() {
    let body = Array(String(repeating: "no. ", count: 2_500).utf8)
    let error = ServiceError(HTTPResponse(status: 500, body: body))
    #expect(error.message.count == ServiceError.maximumMessageLetters + 3)
  }

  @Test("bytes that are no text do no harm")
  func noText() {
    let error = ServiceError(HTTPResponse(status: 500, body: [0xFF, 0x00, 0x3C, 0xC3]))
    #expect(error.code == "HTTP500")
  }
}
