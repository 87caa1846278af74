import DarumaAWS
import DarumaCatalog
import DarumaCore

extension Form where Value == String {
  static var lambdaFunction: Form {
    .awsIdentifier("the name of a Lambda function", longest: 64, example: "the name alone, not the ARN")
  }
}

extension CloudFault {
  static func noFunction(_ name: String, _ region: Region) -> CloudFault {
    CloudFault(
      kind: .refused, code: "lambda.function-missing",
      message: "There is no function \(name) in \(region). Deploy it there, or correct `function` in the plan.",
      isRetriable: false)
  }
}
