"""Everything that Nmbrs defines: records, errors, the client port and its transports."""
