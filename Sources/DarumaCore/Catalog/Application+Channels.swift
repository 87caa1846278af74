extension Application {
  /// The same, with each channel replaced by what `change` makes of it: those of contacts, and those of steps.
  package func withChannels(_ change: (Channel) -> Channel) -> Application {
    var application = self
    for index in application.contacts.indices {
      application.contacts[index].channel = change(application.contacts[index].channel)
    }
    for plan in application.plans.indices {
      for step in application.plans[plan].steps.indices {
        guard application.plans[plan].steps[step].action.isNotice,
          case .list(let channels)? = application.plans[plan].steps[step].action.parameters["channels"]
        else { continue }
        application.plans[plan].steps[step].action.parameters["channels"] = .list(
          channels.map { document in Channel(document).map { change($0).document } ?? document })
      }
    }
    return application
  }

  /// The same application with every URL that it checks changed: of what only looks, the parameter `url`.
  package func withChecks(_ change: (String) -> String) -> Application {
    var application = self
    for plan in application.plans.indices {
      for step in application.plans[plan].steps.indices {
        let action = application.plans[plan].steps[step].action
        guard action.traits.nature == .looks, case .text(let url)? = action.parameters["url"] else { continue }
        application.plans[plan].steps[step].action.parameters["url"] = .text(change(url))
      }
    }
    return application
  }
}
