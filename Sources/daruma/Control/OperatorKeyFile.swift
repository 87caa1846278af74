import DarumaCrypto
import Foundation
import Glibc

/// An operator's private key as a file that only its owner can read.
enum OperatorKeyFile {
  /// Makes a new one of mode 0600. What is there already is left as it is.
  ///
  /// - Throws: ``CommandFailure`` where it can't be made.
  static func make(at path: String) throws -> Ed25519.PublicKey {
    let key = Ed25519.PrivateKey()
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
    guard descriptor >= 0 else {
      let reason = errno == EEXIST ? "it is there already; choose another name" : String(cString: strerror(errno))
      throw CommandFailure("\(path) can't be made: \(reason)")
    }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    do {
      try handle.write(contentsOf: Data(OperatorKey.pem(key).utf8))
      try handle.synchronize()
    } catch {
      unlink(path)
      throw CommandFailure("\(path) can't be written: \(error)")
    }
    return key.publicKey
  }

  /// - Throws: ``CommandFailure`` where it can't be read, others can read it, or it is no Ed25519 key.
  static func read(_ path: String) throws -> Ed25519.PrivateKey {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw CommandFailure("the key \(path) can't be read: \(String(cString: strerror(errno))); check --key")
    }
    guard status.st_mode & 0o077 == 0 else {
      throw CommandFailure("the key \(path) can be read by others; chmod 600 \(path), and think of who has read it")
    }
    guard let text = try? String(contentsOfFile: path, encoding: .utf8), let key = OperatorKey.privateKey(pem: text)
    else {
      throw CommandFailure(
        "\(path) is no Ed25519 key in PEM that is not encrypted; `daruma operator new-key` makes one")
    }
    return key
  }
}
