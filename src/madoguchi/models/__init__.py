"""One gateway to language models: chat, stream, count."""
