"""From YAML files to an anthology that can be trusted."""
