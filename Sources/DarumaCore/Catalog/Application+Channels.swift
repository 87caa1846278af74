extension Application {
  /// The same, with each channel replaced by what `change` makes of it: those of contacts, and those of steps.
  package func withChannels(_ change: (Channel) -> Channel) -> Application {
    var application = self
    for index in application.contacts.indices {
      application.contacts[index].channel = change(application.contacts[index].channel)
    }
    for plan in application.plans.indices {
      for step in application.plans[plan].steps.indices {
        guard case .notify(var notice) = application.plans[plan].steps[step].action else { continue }
        notice.channels = notice.channels.map(change)
        application.plans[plan].steps[step].action = .notify(notice)
      }
    }
    return application
  }

  /// The same application with every URL that it checks changed.
  package func withChecks(_ change: (String) -> String) -> Application {
    var application = self
    for plan in application.plans.indices {
      for step in application.plans[plan].steps.indices {
        guard case .httpCheck(var check) = application.plans[plan].steps[step].action else { continue }
        check.url = change(check.url)
        application.plans[plan].steps[step].action = .httpCheck(check)
      }
    }
    return application
  }
}
