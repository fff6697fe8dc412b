"""SOAP as an ASMX server speaks it: types, values, envelopes, WSDL. Knows nothing of payroll."""
