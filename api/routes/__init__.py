"""HTTP routes under /v1, and the two that say whether the service is well."""
