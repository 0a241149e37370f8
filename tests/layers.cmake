message(STATUS "written in a moment")
