"""Calls that the server itself makes for somebody, through the whole of ``/rest/``: the request builder's and those of
assistants. They go by the limits, faults and rights of any client's, and the request log has them.
"""
