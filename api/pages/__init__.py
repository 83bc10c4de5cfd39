"""Pages: server-rendered, whole without JavaScript."""
