# What `cmake --install` puts where. fbp-check finds the rest relative to itself:
# ../lib/fbp for the plugin, ../include for fbp/annotate.h, ../share/fbp/models for the models.
install(DIRECTORY annotations/fbp DESTINATION include FILES_MATCHING PATTERN "*.h")
install(DIRECTORY annotations/models DESTINATION share/fbp FILES_MATCHING PATTERN "*.h")
install(FILES LICENSE README.md DESTINATION share/doc/fbp-check)
foreach(program fbp-check fbp-cc)
  if(TARGET ${program})
    install(TARGETS ${program} RUNTIME DESTINATION bin)
  endif()
endforeach()
if(TARGET fbp-plugin)
  install(TARGETS fbp-plugin LIBRARY DESTINATION lib/fbp)
endif()
