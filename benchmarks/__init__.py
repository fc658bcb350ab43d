"""How fast Claimdesk is beside the least that the same work can cost, measured in one run."""
