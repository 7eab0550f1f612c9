"""How the program grows from an office to a ministry and to all provinces: a simulation over measured figures."""
