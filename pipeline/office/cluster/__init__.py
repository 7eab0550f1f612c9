"""Reading on other machines, by Dask: the driver sends files and writes what comes back, workers only compute."""
