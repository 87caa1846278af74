import DarumaJournal

extension JournalError: CodedError {}
