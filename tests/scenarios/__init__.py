"""The scenarios each procedure must pass, through the whole product."""
