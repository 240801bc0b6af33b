package phrases

var loginSamples = values{"login.wait": values{"Seconds": 12}}
