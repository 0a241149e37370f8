# libphonenumber, which ships no CMake config, as `tutela_phonenumber`: inside what is built here, with protobuf and Abseil, where these
# come as archives. As shared libraries they are a dozen, which every process would look up and bind before it begins, for 2 ms.
include_guard(GLOBAL)

find_path(PHONENUMBER_HEADERS phonenumbers/phonenumberutil.h)
find_library(PHONENUMBER_LIBRARY phonenumber)
if(NOT PHONENUMBER_HEADERS OR NOT PHONENUMBER_LIBRARY)
    message(FATAL_ERROR "libphonenumber is missing: install libphonenumber-dev, or set TUTELA_PHONENUMBER=OFF")
endif()
find_library(PHONENUMBER_ARCHIVE ${CMAKE_STATIC_LIBRARY_PREFIX}phonenumber${CMAKE_STATIC_LIBRARY_SUFFIX})
find_library(PROTOBUF_ARCHIVE ${CMAKE_STATIC_LIBRARY_PREFIX}protobuf${CMAKE_STATIC_LIBRARY_SUFFIX})

add_library(tutela_phonenumber INTERFACE)
if(PHONENUMBER_ARCHIVE AND PROTOBUF_ARCHIVE)
    cmake_path(GET PHONENUMBER_ARCHIVE PARENT_PATH folder)
    file(GLOB abseil ${folder}/${CMAKE_STATIC_LIBRARY_PREFIX}absl_*${CMAKE_STATIC_LIBRARY_SUFFIX})
    list(JOIN abseil "," abseil)
    target_link_libraries(tutela_phonenumber INTERFACE ${PHONENUMBER_ARCHIVE} ${PROTOBUF_ARCHIVE} "$<LINK_GROUP:RESCAN,${abseil}>" icui18n icuuc)
else()
    target_link_libraries(tutela_phonenumber INTERFACE phonenumber)
endif()
