"""Where strangers' documents are opened: in processes that can do no harm."""
