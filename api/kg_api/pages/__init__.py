"""Pages for people: the same answers as under `/api/v1`, written out as HTML by the server.

Every page is complete without JavaScript, loads nothing from elsewhere, and has its whole state in
its address.
"""
