// islands of every page
