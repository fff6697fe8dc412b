"""A local Nmbrs that speaks the real protocol. It shares no code with the client."""
