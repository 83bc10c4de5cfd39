"""Who may see and do what: roles, actions, one table of permissions, masks of fields."""
