"""Programme dashboard, exports and the method description; reads everything below."""
