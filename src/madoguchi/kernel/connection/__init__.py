"""One WebSocket: three kinds of frames, typed methods and events."""
